package web

import (
	"net/http"
	"net/url"
	"regexp"
)

// formForm is the address of a form whose content is kept while it is typed: that of a report on an item.
var formForm = regexp.MustCompile(`^/plans/[a-z0-9-]+/items/[0-9.]+/report$`)

// formPlace is the address under which the content of a form is kept; "" for what is no such form.
func formPlace(path string) string {
	if formForm.MatchString(path) {
		return path
	}
	return ""
}

// draftOf is what the person has typed at a place and not sent; nil where there is nothing.
func (c *call) draftOf(place string) (url.Values, error) {
	d, err := c.site.Tracker.Draft(c.Request().Context(), c.actor, place)
	if err != nil || d.Content == "" {
		return nil, err
	}
	return url.ParseQuery(d.Content)
}

// keepUpdateDraft keeps what a person is typing, as they type: it answers with no page.
func (s *site) keepUpdateDraft(c *call) error {
	place := itemPath(c.Param("plan"), c.Param("ref")) + "/report"
	if formPlace(place) == "" {
		return c.NoContent(http.StatusNotFound)
	}
	if err := s.Tracker.KeepDraft(c.Request().Context(), c.actor, place, c.Request().PostForm.Encode()); err != nil {
		return err
	}
	return c.HTML(http.StatusOK, c.lang.T("Kept at %s", s.Now().In(s.Zone).Format("15:04")))
}
