from tests.ground.tasks.work import doing

__all__ = ["doing"]
