"""Speed and scale, measured on demand: `python -m benchmarks`."""
