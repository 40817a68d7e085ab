"""What varies by place, as TOML: event kinds, outlets, actors, dated happenings."""
