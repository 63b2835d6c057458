"""FAB's AppBuilder without the pages of FAB that ours replace."""

from flask_appbuilder import AppBuilder


class Builder(AppBuilder):
    """Registers the first page, sign-in, the OpenAPI document and the menu's resource.

    FAB's own `/lang/<locale>` and `/back` stay off: `/language/<locale>` knows where to go back to.
    """

    def _add_admin_views(self) -> None:
        self._indexview = self.add_view_no_menu(self.indexview)
        self.sm.register_views()
        self.openapi_manager.register_views()
        self.menuapi_manager.register_views()
