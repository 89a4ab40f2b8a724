"""The probe: looks at a site nobody described, finds the ways into it, tries them, and drafts its source file."""
