"""The JSON of the API: ``asked`` comes in and is checked strictly, ``given`` goes out."""
