"""Papers that people read and sign: one content model (blocks), and a writer each for Markdown, HTML and Word.

`memo` and `letter` say what stands in a paper; nothing in here knows what an audit is, but `facts`, `quote` and `redo`,
which turn a run into the words, quotations and sums that papers show.
"""
