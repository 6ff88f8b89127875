"""Published datasets: tables, contracts, the gate, discovery, tracing to reports, making one from reports."""
