"""Wiring: settings from the environment, jobs, addresses, embedded services and system checks. No models, no logic."""
