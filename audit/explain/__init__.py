"""Relations and their outcomes -> words: the arithmetic a reader can redo, and the message of a finding."""
