"""gouji (勾稽): audits whether the figures in official reports and published datasets agree."""
