"""The second floor: what people look at."""
