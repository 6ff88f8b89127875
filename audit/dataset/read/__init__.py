"""Datasets in: csv, tsv, jsonl, parquet, xlsx and folders with a datapackage.json, as tables of printed cells."""

from audit.dataset.read.source import FORMATS, find, is_dataset, read_tables

__all__ = ["FORMATS", "find", "is_dataset", "read_tables"]
