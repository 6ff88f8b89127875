"""One file a check, found by scanning this folder. Importing the folder imports no check."""
