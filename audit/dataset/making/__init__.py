"""A dataset out of reports: which figure is which indicator, the tables, their contract and data package."""
