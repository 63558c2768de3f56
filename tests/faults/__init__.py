"""Faults: what is killed, filled up, torn or set wrong leaves the last good release readable."""
