"""Every value of a dataset against the figures of the reports that it was taken from."""
