"""The capital letters of Vietnamese, for patterns.

A range such as ``À-Ỹ`` does not serve: in Unicode small letters stand between the capitals.
"""

__all__ = ["CAPITALS"]

# The inside of a character class; in NFC.
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
