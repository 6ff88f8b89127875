"""Published datasets: reading tables, the contract they must keep, the gate, discovery, tracing to reports, making one from reports."""
