"""Files in and files out. Bytes are read as data; nothing here opens the records or reads the clock."""
