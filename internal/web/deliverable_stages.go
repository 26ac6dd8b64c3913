package web

import (
	"context"
	"slices"
	"strconv"

	"fwptracker/internal/workplan"
)

// stageForm is the form in which it is recorded that a deliverable reached a stage, or in which such a record is corrected.
type stageForm struct {
	deliverableForm
	Stages   []option
	Meetings []option
	Links    []workplan.Link
	Corrects *workplan.StageEntry
}

// IsCorrection says whether the form corrects an earlier record.
func (f stageForm) IsCorrection() bool { return f.Corrects != nil }

// linkRows is how many links a form has room for at least; there is always one more than are filled.
const linkRows = 2

// stage reads the deliverable of the address for a form about one of its stages.
func (c *call) stage(form sheet) (stageForm, error) {
	d, err := c.deliverable(form)
	f := stageForm{deliverableForm: d, Stages: options(c.lang, workplan.Stages), Links: linksOf(form.Values, "link")}
	if err != nil {
		return f, err
	}
	for _, m := range slices.Backward(d.itemPage.Meetings) {
		f.Meetings = append(f.Meetings, c.meetingOption(m))
	}
	if named := form.Value("corrects"); named != "" {
		number, err := strconv.Atoi(named)
		n := slices.IndexFunc(d.Deliverable.Stages, func(e workplan.StageEntry) bool { return e.Number == number })
		if err != nil || n < 0 {
			return f, workplan.Missing("stage %s/%s", d.Deliverable.Deliverable.Name(), named)
		}
		f.Corrects = &d.Deliverable.Stages[n]
	}
	return f, nil
}

// Rows are the links of the form, with room for more.
func (f stageForm) Rows() []workplan.Link {
	rows := slices.Clone(f.Links)
	for len(rows) < linkRows || rows[len(rows)-1] != (workplan.Link{}) && len(rows) < 20 {
		rows = append(rows, workplan.Link{})
	}
	return rows
}

// content is what the form says of the stage.
func (f stageForm) content() workplan.StageContent {
	in := workplan.StageContent{Stage: workplan.Stage(f.text("stage")), ReachedOn: f.period("reached_on"), Place: f.text("place"),
		Meeting: f.text("meeting"), Note: f.text("note"), Source: f.text("source"), CorrectionReason: f.text("correction_reason")}
	for _, l := range f.Links {
		if l != (workplan.Link{}) {
			in.Links = append(in.Links, l)
		}
	}
	if f.Corrects != nil {
		in.Corrects = f.Corrects.Number
	}
	return in
}

// showStageForm shows the form, filled with the record that is to be corrected where the address names one.
func (s *site) showStageForm(c *call) error {
	f, err := c.stage(blank("corrects", c.QueryParam("corrects")))
	if err != nil {
		return err
	}
	if e := f.Corrects; e != nil {
		for name, value := range map[string]string{"stage": string(e.Stage), "reached_on": string(e.ReachedOn), "place": e.Place, "meeting": e.Meeting, "note": e.Note, "source": e.Source} {
			f.Values.Set(name, value)
		}
		f.Links = e.Links
	}
	return c.show("stage_form", f)
}

// recordStage records a stage of a deliverable, once however often the form is sent.
func (s *site) recordStage(c *call) error {
	f, err := c.stage(c.sent())
	if err != nil {
		return err
	}
	return write(c, &f.sheet, func(ctx context.Context) (workplan.StageReading, error) {
		return s.Tracker.RecordStage(ctx, c.actor, f.Item.Plan, f.Item.Ref, f.Deliverable.Number, workplan.NewStage{Lead: f.text("lead"), StageContent: f.content()})
	}, func(workplan.StageReading) string {
		return f.Path() + "?done=staged"
	}, func(status int) error { return c.page(status, "stage_form", f) })
}
