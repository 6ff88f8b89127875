"""Document -> figures and the ledger of every other numeral: numerals, units, hedges, labels, periods."""
