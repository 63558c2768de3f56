"""What deploy/ holds, run as it stands: nginx over real replicas, units read by systemd."""
