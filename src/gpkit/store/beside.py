"""What lies beside the practices of a catalogue, written by people and gpkit: no dump is in it."""

OF_IDS = ("aliases.csv", "decisions.yaml", "merged", "scrapes")
ALL = (*OF_IDS, "bounds.yaml", "corrections", "exceptions.yaml", "quarantine")
