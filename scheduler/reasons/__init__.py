"""Why a plan does not give something: what stands in the way, in the plan as it is."""
