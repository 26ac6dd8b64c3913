package web

import (
	"cmp"
	"html/template"
	"net/url"
	"strings"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// moment is the point in time to which a page is turned: as_of is a day, or a meeting as meeting:code; recorded=then leaves out what was recorded after
// that day.
type moment struct {
	AsOf     string
	Recorded bool
	when     tracker.When
}

// Past says whether the page is turned to another day than today.
func (m moment) Past() bool { return m.AsOf != "" }

// Query is the part of an address that keeps the page turned so, with a separator before it.
func (m moment) Query(before string) template.URL { return queried(before, m.Values()) }

// queried is what values are in an address, with a separator before them where there are any. It is written as addresses are, so that templates take it as
// it stands, behind a question mark too.
func queried(before string, v url.Values) template.URL {
	if len(v) == 0 {
		return ""
	}
	return template.URL(before + v.Encode())
}

// Values are the same as fields of a form.
func (m moment) Values() url.Values {
	v := url.Values{}
	if m.Past() {
		v.Set("as_of", m.AsOf)
	}
	if m.Past() && m.Recorded {
		v.Set("recorded", "then")
	}
	return v
}

// dayIn is the day that a choice between meetings and days names; "" where it names a meeting.
func dayIn(choice string) string {
	if strings.HasPrefix(choice, "meeting:") {
		return ""
	}
	return choice
}

// whenOf reads a day, or a meeting as meeting:code, from what a parameter says; nothing where it says nothing.
func whenOf(name, said string) (tracker.When, error) {
	if meeting, is := strings.CutPrefix(said, "meeting:"); is {
		return tracker.When{Meeting: meeting}, nil
	}
	if said == "" {
		return tracker.When{}, nil
	}
	day, err := workplan.ParseDate(said)
	if err != nil {
		var f workplan.Faults
		f.Add("?"+name, "not_a_date", "%q is not a date such as 2023-11-08", said)
		return tracker.When{}, f.Err()
	}
	return tracker.When{AsOf: day}, nil
}

// momentOf reads to which point in time a page of a plan is turned.
func (c *call) momentOf(plan string) (moment, error) {
	m := moment{AsOf: strings.TrimSpace(c.QueryParam("as_of")), Recorded: c.QueryParam("recorded") == "then"}
	if m.AsOf == "" {
		m.AsOf = strings.TrimSpace(c.QueryParam("on")) // the day beside the list of meetings
	}
	if m.AsOf == string(c.site.today()) {
		m.AsOf = ""
	}
	if !m.Past() {
		return moment{}, nil
	}
	var err error
	if m.when, err = whenOf("as_of", m.AsOf); err != nil || !m.Recorded {
		return m, err
	}
	m.when.KnownAt, err = c.knownThen(plan, m.when)
	return m, err
}

// knownThen is the end of the day to which a reading of a plan is turned, by which only what was recorded then is known; zero where that day is not over.
func (c *call) knownThen(plan string, when tracker.When) (time.Time, error) {
	day := cmp.Or(when.AsOf, c.site.today())
	if when.Meeting != "" {
		read, err := c.site.Tracker.Plan(c.Request().Context(), c.actor, plan, when)
		if err != nil {
			return time.Time{}, err
		}
		day = read.View.AsOf
	}
	end, err := time.ParseInLocation(time.DateOnly, string(day.AddDays(1)), c.site.Zone)
	if err != nil || !end.Before(c.site.Now()) {
		return time.Time{}, err
	}
	return end.Add(-time.Microsecond), nil
}
