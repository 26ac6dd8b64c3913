package web

import (
	"cmp"
	"slices"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// amendmentsPage lists the amendments of a plan, the latest first.
type amendmentsPage struct {
	Plan       tracker.PlanReading
	Amendments []workplan.AmendmentReading
	meetingNames
	Names      memberNames
	MayPrepare bool
	paging
}

// amendmentsAPage is how many amendments stand on a page.
const amendmentsAPage = 20

// FieldsOf are the fields that an amendment changed in one thing.
func (p amendmentsPage) FieldsOf(l *language.Language, a workplan.AmendmentChange) []fieldChange {
	return p.Names.fieldsOf(l, a)
}

// FieldsOf are the fields that the amendment would change in one thing.
func (p amendmentPage) FieldsOf(l *language.Language, a workplan.AmendmentChange) []fieldChange {
	return p.Names.fieldsOf(l, a)
}

// fieldsOf are the fields that an amendment changes in one thing, by their labels and in words.
func (m memberNames) fieldsOf(l *language.Language, a workplan.AmendmentChange) []fieldChange {
	var fields []fieldChange
	for _, f := range a.Fields() {
		was, is := []string{f.Was}, []string{f.Is}
		if memberFields[f.Field] {
			was, is = strings.Split(f.Was, ", "), strings.Split(f.Is, ", ")
		}
		fields = append(fields, fieldChange{l.Label(f.Field), m.said(l, f.Field, was), m.said(l, f.Field, is)})
	}
	return fields
}

// memberFields are the fields of an item that hold codes of members.
var memberFields = map[string]bool{"leads": true, "supporting": true, "partners": true}

// dateFields are the fields of things and reports that hold partial dates.
var dateFields = []string{"start", "due", "period_start", "period_end", "completed_on", "planned_completion", "effective_on"}

// said is what a field says, in words.
func (m memberNames) said(l *language.Language, field string, values []string) string {
	var texts []string
	for _, value := range values {
		switch name, known := m[value]; {
		case value == "":
			continue
		case known && memberFields[field]:
			value = name
		case field == "audience":
			value = l.Word(workplan.Audience(value))
		case field == "nature":
			value = l.Word(workplan.Nature(value))
		case field == "status":
			value = l.Word(workplan.Status(value))
		case field == "health":
			value = l.Word(workplan.Health(value))
		case slices.Contains(dateFields, field):
			value = cmp.Or(l.Period(workplan.PartialDate(value)), value)
		}
		texts = append(texts, value)
	}
	return strings.Join(texts, ", ")
}

// showAmendments shows what was amended in a plan, as far as the person may see it.
func (s *site) showAmendments(c *call) error {
	ctx, page := c.Request().Context(), amendmentsPage{}
	var err error
	if page.Plan, err = s.Tracker.Plan(ctx, c.actor, c.Param("plan"), tracker.When{}); err != nil {
		return err
	}
	after, err := c.after("after", "amendments", page.Plan.Code)
	if err != nil {
		return err
	}
	rows := workplan.Page{Limit: amendmentsAPage, Sort: []workplan.Sort{falling("number")}, After: after}
	list, err := s.Tracker.ListAmendments(ctx, c.actor, page.Plan.Code, workplan.AmendmentFilter{}, rows, tracker.When{})
	if err != nil {
		return err
	}
	page.Amendments = list.Rows
	page.paging = pagingOf(after, list.Next, func(cursor string) string {
		return planPath(page.Plan.Code) + "/amendments" + string(queried("?", given("after", cursor)))
	}, "amendments", page.Plan.Code)
	page.MayPrepare = page.Plan.Status == workplan.PlanEndorsed && c.may(workplan.PreviewAmendment, page.Plan.Body)
	if page.Names, err = c.membersIn(page.Amendments); err != nil {
		return err
	}
	report, err := c.report(ctx, page.Plan.Code, tracker.ReportRequest{})
	if err != nil {
		return err
	}
	page.meetingNames = meetingNamesIn(report)
	return c.show("amendments", page)
}

// membersIn are what the members are called that amendments take on or off; nothing is known of them to who may not read the register.
func (c *call) membersIn(amendments []workplan.AmendmentReading) (memberNames, error) {
	if !c.may(workplan.ReadRegister, "") {
		return nil, nil
	}
	var codes []string
	for _, a := range amendments {
		codes = append(codes, a.Members()...)
	}
	return c.membersNamed(codes)
}
