"""Why a plan lacks what it lacks, what would mend it, and what another place would cost."""
