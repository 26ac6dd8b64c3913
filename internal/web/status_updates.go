package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// updateForm is the form in which a lead reports on an item: what is typed into it, and what goes with it.
type updateForm struct {
	itemPage
	sheet
	Evidence  []workplan.Link
	Statuses  []workplan.Status
	Healths   []workplan.Health
	Leads     []string
	Audiences []workplan.Audience
	Corrects  *tracker.UpdateReading
	// Restored says that the values come from a draft; News are the updates that came in while the form was being filled in.
	Restored bool
	News     []tracker.UpdateReading
	Preview  *tracker.UpdateReading
	After    workplan.Standing
}

// IsCorrection says whether the form corrects an earlier update.
func (f updateForm) IsCorrection() bool { return f.Corrects != nil }

// Place is where what is typed into the form is kept.
func (f updateForm) Place() string { return correcting(f.Path()+"/report", f.Values.Get("corrects")) }

// PastDue says whether the report plans the completion for after the item's due period: only an amendment moves that.
func (f updateForm) PastDue() bool {
	planned, due := f.Preview.PlannedCompletion.Last(), f.Item.Due.Last()
	return planned != "" && due != "" && planned > due
}

// HasEvidence says whether a link stands in the form.
func (f updateForm) HasEvidence() bool {
	return slices.ContainsFunc(f.Evidence, func(l workplan.Link) bool { return l != (workplan.Link{}) })
}

// evidenceRows is how many links the form has room for at first; there is always one more than are filled.
const evidenceRows = 2

// form reads the item of a form, and refuses it to those who could not send it.
func (c *call) form(values url.Values) (updateForm, error) {
	page, err := c.item(c.Param("plan"), c.Param("ref"))
	if err != nil {
		return updateForm{}, err
	}
	object := workplan.Object{Body: page.Plan.Body, Leads: page.Item.Leads}
	if err := c.actor.Must(workplan.PostStatusUpdate, object); err != nil {
		return updateForm{}, err
	}
	if err := page.Plan.Takes(workplan.Say("status updates")); err != nil {
		return updateForm{}, err
	}
	f := updateForm{itemPage: page, sheet: sheet{Values: values}, Healths: workplan.Healths, Audiences: audiencesWithin(page.Item.Audience)}
	for _, t := range workplan.Transitions {
		if t.From == page.Item.Status && t.By == workplan.PostStatusUpdate {
			f.Statuses = append(f.Statuses, t.To)
		}
	}
	f.Leads = c.speaksFor(page)
	f.Evidence = linksOf(values, "evidence")
	if number, err := strconv.Atoi(values.Get("corrects")); err == nil {
		n := slices.IndexFunc(page.Updates, func(u tracker.UpdateReading) bool { return u.Number == number })
		if n < 0 {
			return f, workplan.Missing("update %s/%d", page.Item.Name(), number)
		}
		f.Corrects = &page.Updates[n]
	}
	return f, nil
}

// speaksFor lists the leads for which the person may report.
func (c *call) speaksFor(page itemPage) []string {
	var leads []string
	for _, lead := range page.Item.Leads {
		if slices.Contains(c.actor.MembersIn(page.Plan.Body), lead) || c.actor.OnBehalf(workplan.PostStatusUpdate, page.Plan.Body) {
			leads = append(leads, lead)
		}
	}
	return leads
}

// leadOptions offers the leads for which the person may report.
func (c *call) leadOptions(page itemPage) []option {
	var o []option
	for _, lead := range c.speaksFor(page) {
		o = append(o, option{lead, page.Name(lead)})
	}
	return o
}

// showUpdateForm shows the form: as the person left it where they had begun, filled with the update that is to be corrected, or empty. What they had begun and
// can no longer send can be read and thrown away.
func (s *site) showUpdateForm(c *call) error {
	place := c.reportPlace()
	values, err := c.draftOf(place)
	if err != nil {
		return err
	}
	restored := values != nil
	if !restored {
		values = url.Values{}
	}
	if corrects := c.QueryParam("corrects"); corrects != "" {
		values.Set("corrects", corrects)
	}
	f, err := c.form(values)
	if restored && lost(err) {
		return c.showLeft(place, values, err)
	}
	if err != nil {
		return err
	}
	f.Restored = restored
	if f.Corrects != nil && !restored {
		f.Values = valuesOf(*f.Corrects)
		f.Evidence = slices.Clone(f.Corrects.Evidence)
	}
	if seen := f.Values.Get("version"); restored && seen != "" && seen != strconv.FormatInt(f.Item.Version, 10) {
		f.Stale, f.News = true, f.news()
	}
	f.ready()
	return c.show("report_form", f)
}

// ready fills in what each showing of the form needs: the version that the person has now seen, and a key under which it is sent once.
func (f *updateForm) ready() {
	f.at(f.Item.Version)
	f.Values.Set("updates", strconv.Itoa(f.Item.UpdateCount))
	if f.Values.Get("key") == "" {
		f.Values.Set("key", rand.Text())
	}
	for len(f.Evidence) < evidenceRows || f.Evidence[len(f.Evidence)-1] != (workplan.Link{}) && len(f.Evidence) < 20 {
		f.Evidence = append(f.Evidence, workplan.Link{})
	}
}

// news lists the updates that are newer than those the form knew of.
func (f *updateForm) news() []tracker.UpdateReading {
	known, _ := strconv.Atoi(f.Values.Get("updates")) // what is no number knew of none
	var news []tracker.UpdateReading
	for _, u := range f.Updates {
		if u.Number > known {
			news = append(news, u)
		}
	}
	return news
}

// sendUpdate posts what was typed, shows it as it would read, or keeps it for later.
func (s *site) sendUpdate(c *call) error {
	values, place := c.Request().PostForm, c.reportPlace()
	f, err := c.form(values)
	if values.Get("act") == "drop" { // which is done also where nothing can be sent any more
		to := place
		if err != nil {
			to = "/"
		}
		return c.seeAfter(to, s.Tracker.DropDraft(c.Request().Context(), c.actor, place))
	}
	if err != nil {
		return err
	}
	switch values.Get("act") {
	case "keep":
		if err := s.Tracker.KeepDraft(c.Request().Context(), c.actor, place, values.Encode()); err != nil {
			return f.again(c, err)
		}
		return c.see(place)
	case "edit":
		f.ready()
		return c.show("report_form", f)
	}
	in, faults := f.update()
	if len(faults) > 0 {
		return f.again(c, faults.Err())
	}
	known := f.known()
	if values.Get("act") == "preview" {
		u, item, err := s.Tracker.PreviewStatusUpdate(c.Request().Context(), c.actor, f.Item.Plan, f.Item.Ref, known, in)
		if err != nil {
			return f.again(c, err)
		}
		f.Preview, f.After = &u, item.Standing
		f.ready()
		return c.show("report_preview", f)
	}
	return s.postUpdate(c, f, known, in)
}

// postUpdate records the update, once however often the form is sent, and goes on to the item.
func (s *site) postUpdate(c *call, f updateForm, known []int64, in workplan.NewStatusUpdate) error {
	number := 0
	ctx := tracker.WithOnce(c.Request().Context(), tracker.Once{Key: "form " + f.Values.Get("key"), Request: digestOf(f.Path(), in), Answer: func(result any) (tracker.Answer, error) {
		u, is := result.(tracker.UpdateReading)
		if !is {
			return tracker.Answer{}, fmt.Errorf("a status update was answered by %T", result)
		}
		number = u.Number
		return tracker.Answer{Status: http.StatusSeeOther, Location: fmt.Sprintf("%s?posted=%d", f.Path(), u.Number)}, nil
	}})
	_, err := s.Tracker.PostStatusUpdate(ctx, c.actor, f.Item.Plan, f.Item.Ref, known, in)
	var replay *tracker.Replay
	switch {
	case errors.As(err, &replay):
		return c.see(replay.Location)
	case err != nil:
		return f.again(c, err)
	}
	if err := s.Tracker.DropDraft(c.Request().Context(), c.actor, f.Place()); err != nil {
		return err
	}
	return c.see(fmt.Sprintf("%s?posted=%d", f.Path(), number))
}

// again shows the form as it was sent, with what is wrong with it. Where the item has changed meanwhile, it shows what is new: nothing typed is lost.
func (f updateForm) again(c *call, err error) error {
	if other := f.refuse(err); other != nil {
		return other
	}
	if f.Stale {
		f.News = f.news()
	}
	f.ready()
	return c.page(problemOf(err).Status, "report_form", f)
}

func digestOf(path string, in workplan.NewStatusUpdate) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %+v", path, in))
	return hex.EncodeToString(sum[:])
}
