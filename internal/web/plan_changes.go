package web

import (
	"cmp"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// changesPage tells what changed in a plan since a day or a meeting.
type changesPage struct {
	Report workplan.CompletionReport
	Since  string
	Moment moment
	lang   *language.Language
}

// Day is the day with which the plan is compared, where it is a day.
func (p changesPage) Day() string { return dayIn(p.Since) }

// What says what changed: the date that a lead plans is told apart from the one at which the plan has the item due.
func (p changesPage) What(c workplan.ItemChange) string {
	if c.Planned() {
		return p.lang.T("Lead's planned completion")
	}
	return word(p.lang, changeWords, c.Kind)
}

// Was tells what was before a change.
func (p changesPage) Was(c workplan.ItemChange) string {
	was := p.value(c.Kind, c.Was)
	if c.FromDue {
		return p.lang.T("due %s", was)
	}
	return was
}

// Is tells what is after a change.
func (p changesPage) Is(c workplan.ItemChange) string { return p.value(c.Kind, c.Is) }

// value tells one side of a change: a status, the names of leads, or a date.
func (p changesPage) value(kind workplan.ChangeKind, value string) string {
	switch kind {
	case workplan.ChangeReLed:
		var names []string
		for code := range strings.SplitSeq(value, ", ") {
			names = append(names, cmp.Or(p.Report.Names[code], code))
		}
		return strings.Join(names, ", ")
	case workplan.ChangeReDated:
		return p.lang.Period(workplan.PartialDate(value))
	default:
		return p.lang.Word(workplan.Status(value))
	}
}

// showChanges shows what changed in a plan since a day or meeting, else since the last meeting that is over.
func (s *site) showChanges(c *call) error {
	ctx, plan := c.Request().Context(), c.Param("plan")
	m, err := c.momentOf(plan)
	if err != nil {
		return err
	}
	page := changesPage{Since: strings.TrimSpace(c.QueryParam("since")), Moment: m, lang: c.lang}
	if page.Since == "" {
		page.Since = strings.TrimSpace(c.QueryParam("on"))
	}
	if page.Report, err = c.report(ctx, plan, tracker.ReportRequest{When: m.when}); err != nil {
		return err
	}
	if last := page.Report.LastMeeting; page.Since == "" && last != nil {
		page.Since = "meeting:" + last.Code
	}
	if page.Since == "" {
		return c.show("changes", page)
	}
	since, err := whenOf("since", page.Since)
	if err != nil {
		return err
	}
	if page.Report, err = c.report(ctx, plan, tracker.ReportRequest{When: m.when, Since: since}); err != nil {
		return err
	}
	return c.show("changes", page)
}
