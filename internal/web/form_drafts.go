package web

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// formForm is the path of a form whose content is kept while it is typed: that of a report on an item.
var formForm = regexp.MustCompile(`^/plans/[a-z0-9-]+/items/[0-9.]+/report$`)

// formPlace is the address under which the content of a form that is sent to an address is kept; "" for what is no such form.
func formPlace(address string, form url.Values) string {
	path, query, _ := strings.Cut(address, "?")
	if !formForm.MatchString(path) {
		return ""
	}
	asked, _ := url.ParseQuery(query) // what is damaged asks for nothing
	return correcting(path, cmp.Or(form.Get("corrects"), asked.Get("corrects")))
}

// correcting is the address at which an update is corrected, of the path at which the item is reported on; the path itself where what is to be corrected
// is no number. Each is a form of its own, with a draft of its own.
func correcting(path, corrects string) string {
	if number, err := strconv.Atoi(corrects); err == nil {
		return path + "?corrects=" + strconv.Itoa(number)
	}
	return path
}

// reportPlace is the address of the form on an item that is asked for, or that was sent.
func (c *call) reportPlace() string {
	return correcting(itemPath(c.Param("plan"), c.Param("ref"))+"/report", cmp.Or(c.Request().PostForm.Get("corrects"), c.QueryParam("corrects")))
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
	place := c.reportPlace()
	if formPlace(place, nil) == "" {
		return c.NoContent(http.StatusNotFound)
	}
	if _, err := s.Tracker.Item(c.Request().Context(), c.actor, c.Param("plan"), c.Param("ref"), tracker.When{}); err != nil {
		return err
	}
	if err := s.Tracker.KeepDraft(c.Request().Context(), c.actor, place, c.Request().PostForm.Encode()); err != nil {
		return err
	}
	return c.HTML(http.StatusOK, c.lang.T("Kept at %s", s.Now().In(s.Zone).Format("15:04")))
}

// notKept says whether a draft was refused, so that what was typed has to go on in the page.
func notKept(err error) bool { return workplan.KindOf(err) != 0 || errors.Is(err, tracker.ErrBusy) }

// draftName is what the form at a place is called, with the plan as titled calls it.
func (c *call) draftName(place string, titled func(plan string) string) string {
	path, corrects, _ := strings.Cut(strings.TrimPrefix(place, "/plans/"), "?corrects=")
	if plan, is := strings.CutSuffix(path, "/amend"); is {
		return c.lang.T("Amendment of %s", titled(plan))
	}
	plan, ref, _ := strings.Cut(strings.TrimSuffix(path, "/report"), "/items/")
	if number, err := strconv.Atoi(corrects); err == nil {
		return c.lang.T("Correct update %d on %s", number, ref) + ", " + titled(plan)
	}
	return c.lang.T("Report on %s", ref) + ", " + titled(plan)
}

// lost says whether a form cannot be sent any more: because of how things stand, or because the person no longer may, or sees what it is about.
func lost(err error) bool {
	return slices.Contains([]workplan.Kind{workplan.Conflict, workplan.Forbidden, workplan.NotFound}, workplan.KindOf(err))
}

// leftPage is what a person has typed into a form that can no longer be sent, and Left is why.
type leftPage struct {
	Place, Name string
	Left        workplan.Sentence
	Fields      []fieldChange
}

// showLeft shows what was typed into a report that can no longer be sent.
func (c *call) showLeft(place string, typed url.Values, why error) error {
	page := leftPage{Place: place, Left: problemOf(why).Detail, Name: c.draftName(place, func(plan string) string { return plan })}
	for _, field := range slices.Sorted(maps.Keys(typed)) {
		if values := filled(typed[field]); len(values) > 0 && !slices.Contains(unread, field) {
			page.Fields = append(page.Fields, fieldChange{Label: c.lang.Label(field), Is: memberNames{}.said(c.lang, field, values)})
		}
	}
	return c.show("report_left", page)
}

// unread are the fields of forms that nobody fills in.
var unread = []string{"key", "version", "act", "updates", "seen", "corrects", "kind"}
