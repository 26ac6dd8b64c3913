package web

import (
	"context"
	"crypto/rand"
	"net/url"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// editionForm is the form in which an edition is issued: what is chosen in it, and what there is to choose from. A correction begins with what the edition
// that it corrects was asked for; what then stands in the form is what is issued.
type editionForm struct {
	sheet
	Corrects  *tracker.EditionReading
	Over      []workplan.Meeting // those that were over within the plan's time, or are chosen already
	Meetings  []workplan.Meeting
	Audiences []workplan.Audience
	Preview   workplan.CompletionReport
}

// Day is the day in a pair of fields, where it is no meeting.
func (f editionForm) Day(meetings, day string) string {
	if on := f.Values.Get(day); on != "" {
		return on
	}
	return dayIn(f.Values.Get(meetings))
}

// Narrowed says whether the form asks for a part of the plan.
func (f editionForm) Narrowed() bool {
	return len(f.Values["lead"])+len(f.Values["objective"])+len(f.Values["topic"]) > 0
}

// newEditionForm is the form as it is shown first: empty, or filled for the correction of an edition.
func (c *call) newEditionForm(now workplan.CompletionReport, asked url.Values) (*editionForm, error) {
	values := url.Values{"annex": {"true"}}
	for _, field := range []string{"as_of", "since", "audience", "corrects"} {
		if said := asked.Get(field); said != "" {
			values.Set(field, said)
		}
	}
	f, err := c.editionFormOf(now, values)
	if err != nil || f.Corrects == nil {
		return f, err
	}
	return c.editionFormOf(now, valuesOfEdition(*f.Corrects))
}

// editionFormOf is the form with what was chosen in it.
func (c *call) editionFormOf(now workplan.CompletionReport, values url.Values) (*editionForm, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	f := &editionForm{sheet: sheet{Values: values}, Audiences: audiencesWithin(now.Plan.Audience)}
	all, err := c.meetingsOf(now.Plan.Body)
	if err != nil {
		return f, err
	}
	for _, m := range all {
		f.Meetings = append(f.Meetings, m.Meeting)
		if named := "meeting:" + m.Code; slices.ContainsFunc(now.Meetings, func(in workplan.Meeting) bool { return in.Code == m.Code }) || named == values.Get("as_of") || named == values.Get("since") {
			f.Over = append(f.Over, m.Meeting)
		}
	}
	if number, err := strconv.Atoi(values.Get("corrects")); err == nil {
		e, err := t.Edition(ctx, c.actor, now.Plan.Code, number)
		if err != nil {
			return f, err
		}
		f.Corrects = &e
	}
	return f, nil
}

// valuesOfEdition fills the form with what an edition was asked for that is to be corrected.
func valuesOfEdition(e tracker.EditionReading) url.Values {
	v := url.Values{"corrects": {strconv.Itoa(e.Number)}, "audience": {string(e.Audience)}, "meeting": {e.Meeting}, "since": {string(e.Since)},
		"lead": slices.Clone(e.Leads), "topic": slices.Clone(e.Topics)}
	v.Set("as_of", string(e.AsOf))
	if e.AsOfMeeting != "" {
		v.Set("as_of", "meeting:"+e.AsOfMeeting)
	}
	for _, o := range e.Objectives {
		v.Add("objective", strconv.Itoa(o))
	}
	if e.Annex {
		v.Set("annex", "true")
	}
	return v
}

// editionRequest is what the form asks for. A correction leaves nothing out: what is empty in the form is not taken over from what it corrects.
func (c *call) editionRequest(plan string, form editionForm) (tracker.EditionRequest, error) {
	v := form.Values
	var f workplan.Faults
	asOf, since := chosenDay(v, "as_of", "on", &f), chosenDay(v, "since", "since_on", &f)
	annex := v.Get("annex") == "true"
	ask := tracker.EditionRequest{Uncompared: since == "", NewEdition: workplan.NewEdition{
		Scope: workplan.ReportScope{Audience: workplan.Audience(v.Get("audience")), Leads: append(workplan.List{}, v["lead"]...), Objectives: workplan.Numbers{},
			Topics: append(workplan.List{}, v["topic"]...)},
		Annex: &annex, Meeting: v.Get("meeting"), Note: form.text("note"), CorrectionReason: form.text("correction_reason")}}
	for _, text := range v["objective"] {
		number, err := strconv.Atoi(text)
		if err != nil {
			f.Add("/objective", "not_a_number", "%q is no number of an objective", text)
		}
		ask.Scope.Objectives = append(ask.Scope.Objectives, number)
	}
	if form.Corrects != nil {
		ask.Corrects = form.Corrects.Number
		if asOf == "" {
			asOf = string(c.site.today())
		}
	}
	if err := f.Err(); err != nil {
		return ask, err
	}
	var err error
	if ask.When, err = whenOf("as_of", asOf); err != nil {
		return ask, err
	}
	if ask.Since, err = whenOf("since", since); err != nil || v.Get("recorded") != "then" {
		return ask, err
	}
	ask.KnownAt, err = c.knownThen(plan, ask.When)
	return ask, err
}

// issueEdition issues the edition, once however often the form is sent, and goes on to its page.
func (s *site) issueEdition(c *call, page editionsPage, ask tracker.EditionRequest) error {
	return write(c, &page.Form.sheet, func(ctx context.Context) (issued tracker.EditionReading, err error) {
		err = s.issuing.take(ctx, func() (err error) {
			issued, err = s.Tracker.IssueEdition(ctx, c.actor, page.Now.Plan.Code, ask, s.SetEdition)
			return err
		})
		return issued, placed(err, editionField)
	}, issuedPath, func(status int) error { return c.page(status, "editions", page) })
}

// issuedPath is where a person goes on to once an edition is issued.
func issuedPath(e tracker.EditionReading) string { return editionPath(e.Plan, e.Number) + "?issued=1" }

// keyed gives the form a key of its own under which it is sent once.
func (f *editionForm) keyed() { f.Values.Set("key", rand.Text()) }
