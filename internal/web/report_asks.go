package web

import (
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reportAsk is what the address of a report or statement asks for: as of when, compared with when, for whom, and with what behind it. The address can be
// passed on: whoever opens it gets the same questions answered, as far as they may see.
type reportAsk struct {
	Moment   moment
	Since    string // a day, or a meeting as meeting:code
	Audience workplan.Audience
	Annex    bool
	Check    bool
	since    tracker.When
	lang     *language.Language // that of the page
}

// Day is the day as of which the report is, where it is a day.
func (a reportAsk) Day() string { return dayIn(a.Moment.AsOf) }

// SinceDay is the day with which it is compared, where it is a day.
func (a reportAsk) SinceDay() string { return dayIn(a.Since) }

// values are the fields of the address, each where it asks for something.
func (a reportAsk) values() url.Values {
	v := a.Moment.Values()
	for name, text := range map[string]string{"since": a.Since, "audience": string(a.Audience)} {
		if text != "" {
			v.Set(name, text)
		}
	}
	for name, wanted := range map[string]bool{"annex": a.Annex, "check": a.Check} {
		if wanted {
			v.Set(name, "true")
		}
	}
	return v
}

// Query is the address's query, with a separator before it where there is one.
func (a reportAsk) Query(before string) template.URL { return queried(before, a.values()) }

// APIQuery asks the API for the same, in the language of the page.
func (a reportAsk) APIQuery(before string) template.URL {
	v := a.values()
	v.Del("recorded")
	if known := a.Moment.when.KnownAt; !known.IsZero() {
		v.Set("known_at", known.UTC().Format(time.RFC3339Nano))
	}
	if a.lang != nil && a.lang != language.English {
		v.Set("language", a.lang.Tag)
	}
	return queried(before, v)
}

// request is the same as the tracker is asked for it.
func (a reportAsk) request() tracker.ReportRequest {
	return tracker.ReportRequest{When: a.Moment.when, Since: a.since, Scope: workplan.ReportScope{Audience: a.Audience}, WithAnnex: a.Annex, WithCheck: a.Check}
}

// reportAskOf reads what an address asks for. Written is the address in its plain form where it was not so: forms send what was left empty, and days beside
// meetings, too.
func (c *call) reportAskOf(plan string) (a reportAsk, written string, err error) {
	var f workplan.Faults
	query := c.QueryParams()
	a = reportAsk{lang: c.lang, Audience: workplan.Audience(query.Get("audience")), Annex: query.Get("annex") == "true", Check: query.Get("check") == "true"}
	a.Moment.AsOf, a.Moment.Recorded = chosenDay(query, "as_of", "on", &f), query.Get("recorded") == "then"
	a.Since = chosenDay(query, "since", "since_on", &f)
	knownWord(&f, "audience", string(a.Audience), words(workplan.Audiences))
	if err := f.Err(); err != nil {
		return a, "", err
	}
	for name, values := range query {
		if slices.Contains(values, "") || name == "on" || name == "since_on" {
			return a, "?" + a.values().Encode(), nil
		}
	}
	if a.since, err = whenOf("since", a.Since); err != nil {
		return a, "", err
	}
	a.Moment, err = c.momentOf(plan)
	return a, "", err
}

// chosenDay is the day or meeting that two fields of a form name together: a list of meetings, and a day beside it. Both cannot be meant.
func chosenDay(v url.Values, meetings, day string, f *workplan.Faults) string {
	meeting, on := strings.TrimSpace(v.Get(meetings)), strings.TrimSpace(v.Get(day))
	if meeting != "" && on != "" {
		f.Add("?"+meetings, "given_twice", "name the meeting or the day, not both")
	}
	if meeting != "" {
		return meeting
	}
	return on
}

// audiencesFor lists for whom a person may ask the report of a plan, the widest first.
func (c *call) audiencesFor(plan workplan.WorkPlan) []workplan.Audience {
	own := c.actor.Sight().Widest(plan.Body)
	return slices.DeleteFunc(audiencesWithin(plan.Audience), own.WiderThan)
}
