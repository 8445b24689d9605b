"""Documents that come in or go out: number, date, issuer, file."""
