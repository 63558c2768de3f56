"""Speed beside a yardstick measured in the same run; times are reported, never asserted."""
