"""The tests of the desk look at all that is registered there, some of them before any page is asked for."""

from portal.desk.registration import register_all

register_all()
