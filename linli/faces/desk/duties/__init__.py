"""The pages of duty lists, admissions of tasks handed down, and the burden meter."""
