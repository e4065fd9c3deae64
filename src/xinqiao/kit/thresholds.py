"""Thresholds of votes and shares, in whole numbers only.

"以上" and "以内" include the number, "过半数" does not (Civil Code 1259). Where texts say both 过半数 and 半数以上, the stricter
reading serves both: more than half of the whole body. The base is everybody entitled, never those present or valid papers:
who abstains, stays away or spoils a paper is not in favour.
"""


def more_than_half(votes: int, *, of_all: int) -> bool:
    """Whether strictly more than half of the whole body is in favour. Raises ValueError for impossible counts."""
    _possible(votes, of_all=of_all)
    return votes * 2 > of_all


def at_least(count: int, *, of_all: int, share: tuple[int, int]) -> bool:
    """Whether a count reaches a share such as (2, 3) of the whole, the share included. Raises ValueError."""
    _possible(count, of_all=of_all)
    upper, lower = _ratio(share)
    return count * lower >= of_all * upper


def at_most(count: int, *, of_all: int, share: tuple[int, int]) -> bool:
    """Whether a count stays within a share such as (1, 5) of the whole, the share included. Raises ValueError."""
    _possible(count, of_all=of_all)
    upper, lower = _ratio(share)
    return count * lower <= of_all * upper


def needed(of_all: int, *, share: tuple[int, int]) -> int:
    """The smallest count that reaches a share of the whole: 2/3 of 100 is 67. Raises ValueError."""
    _possible(0, of_all=of_all)
    upper, lower = _ratio(share)
    return -(-of_all * upper // lower)


def _possible(count: int, *, of_all: int) -> None:
    if of_all < 0 or not 0 <= count <= of_all:
        raise ValueError(f"{count} of {of_all} is no count of a body")


def _ratio(share: tuple[int, int]) -> tuple[int, int]:
    upper, lower = share
    if lower <= 0 or not 0 <= upper <= lower:
        raise ValueError(f"{upper}/{lower} is no share")
    return upper, lower
