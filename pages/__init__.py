"""One screen a file: it reads, shows and acts."""
