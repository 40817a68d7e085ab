"""What many articles say together: ledger, timeline."""
