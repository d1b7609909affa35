import json, pytest, os
from tests.desk.test_who_may_what import WHO, CAST, column, make_world
pytestmark = pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_gen(who, cast):
    for person in CAST: assert getattr(cast, person)
    json.dump(column(who, cast, make_world(cast)), open(f"/tmp/rv/col_{who}.json","w"), ensure_ascii=False)
