from tests.committed import _guards_stand_again, committed

__all__ = ["_guards_stand_again", "committed"]
