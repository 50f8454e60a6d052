"""The pages of the three administrators. None of them shows what residents said (GB/T 22239-2019 8.1.4.2)."""
