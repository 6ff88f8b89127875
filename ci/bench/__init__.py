"""What `make bench` measures: everything side by side in one run, on texts and tables made for this project."""
