package web

import (
	"regexp"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// recordPage is a form about a meeting and its record. While the record was not adopted, what is sent edits it; afterwards it makes a corrigendum, which is
// shown before it is issued.
type recordPage struct {
	tracker.MeetingReading
	Body workplan.Body
	Form sheet
	// Number is that of the entry that the form is about, 0 for a new one; Entry is what it says in brief, Part where it stands in the record.
	Number int
	Entry  string
	Part   string
	// Plans are what an entry can point to, with their items.
	Plans []planItems
	// Meetings are those that may have decided on a corrigendum.
	Meetings []option
	// Preview is the corrigendum as it would be issued.
	Preview *workplan.CorrigendumReading
	names   memberNames
	lang    *language.Language
}

// Path is the address of the meeting.
func (p recordPage) Path() string { return meetingPath(p.Code) }

// record reads the meeting of a form for who may keep it, or, once it was adopted, do what is left to do then.
func (c *call) record(adopted workplan.Action) (*recordPage, error) {
	ctx, t := c.Request().Context(), c.site.Tracker
	m, err := t.Meeting(ctx, c.actor, c.Param("meeting"), tracker.When{})
	if err != nil {
		return nil, err
	}
	right := workplan.KeepMeetings
	if m.Adopted() {
		right = adopted
	}
	if err := c.actor.Must(right, workplan.Object{Body: m.Body}); err != nil {
		return nil, err
	}
	p := &recordPage{MeetingReading: m, lang: c.lang}
	if p.Body, err = t.Body(ctx, c.actor, m.Body); err != nil || right == workplan.KeepMeetings {
		return p, err
	}
	return p, c.deciding(p)
}

// deciding lists the meetings of the body that may have decided on the record, the latest first.
func (c *call) deciding(p *recordPage) error {
	list, err := c.meetingsOf(p.MeetingReading.Body)
	p.Meetings = c.meetingOptions(otherThan(p.Code, list))
	return err
}

// again shows a form about the record once more, as it was typed; where it was stale, knowing of what is there now.
func (c *call) again(p *recordPage, data any, form string) func(status int) error {
	return func(status int) error {
		p.Form.caughtUp(p.Version)
		return c.page(status, form, data)
	}
}

// inRecord is where the faults of a corrigendum stand before the field that is theirs: in its corrections, and there in an entry.
var inRecord = regexp.MustCompile(`^/corrections(/(sessions|agenda|attendance|decisions)/\d+)?`)

// fieldOf has a fault of a corrigendum stand at the field of the form that is wrong.
func fieldOf(f workplan.Fault) workplan.Fault {
	f.Pointer = inRecord.ReplaceAllString(f.Pointer, "")
	return f
}
