"""Findings -> verdict: selection, waivers, baseline, exit code."""
