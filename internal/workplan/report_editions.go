package workplan

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"time"
)

// ReportEdition is a completion report that was issued: numbered within its plan, with all that it was made from, and kept for ever as the
// bytes that were given out. It is append-only: what turns out wrong is put right by a further edition, which names it in Corrects and lists
// what differs.
//
// AsOf, KnownAt, Since and the scope are what the report was asked for; GeneratedAt is the moment that it prints. AsOfMeeting is the meeting
// by which AsOf was named, Meeting the one for which the edition was issued, "" for none. Revision is the plan's in that view; MadeWith
// is the version of the program, since another version may set the same report differently.
type ReportEdition struct {
	ID          int64
	Plan        string
	Number      int
	IssuedBy    string
	RecordedAt  time.Time
	GeneratedAt time.Time
	MadeWith    string
	EditionContent
}

// EditionContent is what an edition says of itself.
type EditionContent struct {
	AsOf        Date
	AsOfMeeting string
	KnownAt     time.Time
	Since       Date
	ReportScope
	Annex            bool
	Meeting          string
	Note             string
	Corrects         int
	CorrectionReason string
	Revision         int
	Differences      Differences
}

// Kept is the content as it reads once it is stored: lists without words are empty, not nil. So what was issued and what is made again of it
// start from the same.
func (e EditionContent) Kept() EditionContent {
	e.Leads, e.Topics = append(List{}, e.Leads...), append(List{}, e.Topics...)
	e.Objectives, e.Differences = append(Numbers{}, e.Objectives...), append(Differences{}, e.Differences...)
	return e
}

// Name is the edition's natural key across plans, such as "wg-tip-2021-23/2".
func (e ReportEdition) Name() string { return fmt.Sprintf("%s/%d", e.Plan, e.Number) }

// EditionFile is one form of an edition: File is its address within the edition, such as "report.pdf", Name the one under which it is saved,
// Hash the SHA-256 of its bytes in hexadecimal and Size their number.
type EditionFile struct {
	EditionID int64  `json:"-"`
	File      string `json:"file"`
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Hash      string `json:"sha256"`
	Size      int64  `json:"size"`
}

// EditionBytes are the bytes of one form.
type EditionBytes struct {
	EditionFile
	Content []byte
}

// NewEdition asks for an edition. Corrects names the edition that it puts right, 0 for none. An edition comes with the annex of full histories
// unless Annex says otherwise.
type NewEdition struct {
	Scope            ReportScope
	Annex            *bool
	Meeting          string
	Note             string
	Corrects         int
	CorrectionReason string
}

// Faults lists the broken rules of what is asked for.
func (e NewEdition) Faults() Faults {
	var f Faults
	oneOf(&f, "/audience", e.Scope.Audience, e.Corrects == 0, Audiences...) // a correction takes that of what it corrects
	f.codes("/lead", e.Scope.Leads, maxLeads)
	f.words("/topic", e.Scope.Topics, maxTopics)
	for i, n := range e.Scope.Objectives {
		if slices.Contains(e.Scope.Objectives[:i], n) {
			f.Add("/objective/"+itoa(i), "duplicate", "%d is given twice", n)
		}
	}
	if e.Meeting != "" {
		f.code("/meeting", e.Meeting)
	}
	f.text("/note", e.Note)
	f.text("/correction_reason", e.CorrectionReason)
	f.correction(Say("edition"), e.Corrects, e.CorrectionReason)
	return f
}

// Like is what is asked for, with all that it leaves out as in the edition that it corrects; an empty list leaves nothing out, it asks for all.
func (e NewEdition) Like(was ReportEdition) NewEdition {
	if e.Scope.Audience == "" {
		e.Scope.Audience = was.Audience
	}
	if e.Scope.Leads == nil {
		e.Scope.Leads = was.Leads
	}
	if e.Scope.Objectives == nil {
		e.Scope.Objectives = was.Objectives
	}
	if e.Scope.Topics == nil {
		e.Scope.Topics = was.Topics
	}
	if e.Annex == nil {
		e.Annex = &was.Annex
	}
	if e.Meeting == "" {
		e.Meeting = was.Meeting
	}
	return e
}

// WithAnnex says whether the edition comes with the annex.
func (e NewEdition) WithAnnex() bool { return e.Annex == nil || *e.Annex }

// EditionsADay is how many editions of a plan can be issued on one day: each is kept for ever.
const EditionsADay = 20

// Issuable says whether an edition of the plan can be issued: a draft has nothing to report on.
func (p WorkPlan) Issuable() error {
	if p.Status == PlanDraft {
		return Clash("plan-not-endorsed", "Plan %s is a draft; editions of its report are issued once it is endorsed.", p.Code)
	}
	return nil
}

// Correctable says whether an edition can be put right by a further one: only the last in a line of corrections.
func (e ReportEdition) Correctable(correctedBy int) error {
	if correctedBy > 0 {
		return Clash("already-corrected", "Edition %d was corrected by edition %d; correct that one.", e.Number, correctedBy)
	}
	return nil
}

// Circle is the sight of an audience of a body, and of nobody in particular: what an edition for it may show.
func Circle(body string, to Audience) Sight {
	s := Sight{Public: true}
	switch to {
	case AudienceChairs:
		s.Chairs = []string{body}
	case AudienceMembers:
		s.Members = []string{body}
	case AudiencePublic:
	}
	return s
}

// EditionMark is what a report prints of the edition that it is.
type EditionMark struct {
	Number           int
	For              *Meeting
	Note             string
	Corrects         int
	CorrectionReason string
	Differences      Differences
}

// Mark is what the report of an edition prints of it; for is the meeting for which it is issued, nil for none.
func (e ReportEdition) Mark(issuedFor *Meeting) *EditionMark {
	return &EditionMark{Number: e.Number, For: issuedFor, Note: e.Note, Corrects: e.Corrects, CorrectionReason: e.CorrectionReason, Differences: e.Differences}
}

// Difference is one thing that two editions say differently: what it is about ("edition", "report", "body", "plan", "numbers", a member, objective
// or meeting by name, or an item's ref), the field, and what each says, "" for nothing.
type Difference struct {
	About string `json:"about"`
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// Differences is a list of differences, stored as one JSON column.
type Differences []Difference

// Value stores the list as JSON.
func (d Differences) Value() (driver.Value, error) { return jsonColumn(d, len(d) == 0) }

// Scan reads what Value stored.
func (d *Differences) Scan(src any) error { return scanJSON(src, d) }

// Numbers is a list of numbers, stored as one JSON column.
type Numbers []int

// Value stores the list as JSON.
func (n Numbers) Value() (driver.Value, error) { return jsonColumn(n, len(n) == 0) }

// Scan reads what Value stored.
func (n *Numbers) Scan(src any) error { return scanJSON(src, n) }
