package workplan

import (
	"slices"
	"time"
)

// Page asks for part of a list: at most Limit rows in the order of Sort, after the row whose keys After holds (as [Listing.Next] gave them).
type Page struct {
	Limit int
	Sort  []Sort
	After []string
}

// Sort is one word by which a list is ordered, falling when Desc.
type Sort struct {
	Word string
	Desc bool
}

// Listing is one page of a list. Next holds the keys of its last row where more follow, nil at the end.
type Listing[T any] struct {
	Rows []T
	Next []string
}

// Words by which lists can be sorted. Each list is ordered by its first word unless asked otherwise.
var (
	PlanSorts       = []string{"code", "updated"}
	ItemSorts       = []string{"ref", "due", "updated", "reported"}
	UpdateSorts     = []string{"recorded", "effective"}
	ItemUpdateSorts = []string{"number", "effective"}
	MemberSorts     = []string{"code", "name"}
	MeetingSorts    = []string{"starts", "code"}
	MembershipSorts = []string{"number"}
	UserSorts       = []string{"username"}
	AuditSorts      = []string{"recorded"}
	EditionSorts    = []string{"number"}
	WaiverSorts     = []string{"number"}
	WindowSorts     = []string{"number", "opens"}
	ProposalSorts   = []string{"number", "proposed", "decided", "supports", "title"}
)

// PlanFilter narrows a list of plans; what is empty does not narrow.
type PlanFilter struct {
	Body   List
	Status []PlanStatus
	Query  string
}

// ItemFilter narrows a list of items; what is empty does not narrow. Lead, Supporting, Partner and Member hold member codes (any of); Member
// means in any role.
type ItemFilter struct {
	Plan         List
	Body         List
	Objective    []int
	Status       []Status
	Nature       []Nature
	Health       []Health
	Lead         List
	Supporting   List
	Partner      List
	Member       List
	Topic        List
	Overdue      *bool
	DueBefore    Date
	DueAfter     Date
	UpdatedSince time.Time
	Query        string
	Today        Date
}

// UpdateFilter narrows a list of updates; what is empty does not narrow.
type UpdateFilter struct {
	Plan          List
	Body          List
	Ref           string
	Lead          List
	Kind          []UpdateKind
	Status        []Status
	RecordedSince time.Time
	Query         string
	View          View
}

// MemberFilter narrows the register.
type MemberFilter struct {
	Kind  []MemberKind
	Query string
}

// MeetingFilter narrows a list of meetings.
type MeetingFilter struct {
	Body  List
	Query string
}

// AuditFilter narrows the audit; what is empty does not narrow.
type AuditFilter struct {
	Chain  List
	Plan   string
	Ref    string
	Actor  string
	Action string
	Since  time.Time
	Until  time.Time
}

// WindowFilter narrows a list of proposal windows; what is empty does not narrow.
type WindowFilter struct{ State []WindowState }

// Keeps says whether a window in a state passes the filter.
func (f WindowFilter) Keeps(s WindowState) bool { return among(f.State, s) }

// ProposalFilter narrows a list of proposals; what is empty does not narrow. Proposer and Lead hold member codes. Meeting keeps what was voiced or
// decided at any of the meetings, Item what went on in any of the items ("plan/ref"). Query finds number, title, need, expected output and topics.
type ProposalFilter struct {
	Body      List
	State     []ProposalState
	Origin    []ProposalOrigin
	Window    []int
	Objective []int
	Proposer  List
	Supporter List
	Lead      List
	Topic     List
	Meeting   List
	Item      List
	Query     string
}

// Keeps says whether a proposal, as it stands, passes every part of the filter but Query, for which search is needed.
func (f ProposalFilter) Keeps(p ProposalReading) bool {
	meetings := List{p.Meeting}
	for _, d := range p.Decisions {
		meetings = append(meetings, d.Meeting)
	}
	return among(f.Body, p.Body) && among(f.State, p.State) && among(f.Origin, p.Origin) && among(f.Window, p.InWindow) && among(f.Objective, p.Objective) &&
		among(f.Proposer, p.ProposedBy) && overlap(f.Supporter, p.Supporting()) && overlap(f.Lead, p.ProposedLead) && overlap(f.Topic, p.Topics) &&
		overlap(f.Meeting, meetings) && among(f.Item, p.Ends.Item)
}

// WaiverFilter narrows a list of waivers; what is empty does not narrow.
type WaiverFilter struct {
	Rule  List
	State []WaiverState
}

// Keeps says whether a waiver passes the filter.
func (f WaiverFilter) Keeps(w WaiverReading) bool {
	return among(f.Rule, w.Rule) && among(f.State, w.State)
}

// Keeps says whether an item, as it stands, passes every part of the filter but Plan, Body and Query, for which more than the item is needed.
// It states for one value what the store's query does; a test holds the two together.
func (f ItemFilter) Keeps(i ActionItem) bool {
	return among(f.Objective, i.Objective) && among(f.Status, i.Status) && among(f.Nature, i.Nature) && among(f.Health, i.Health) &&
		overlap(f.Lead, i.Leads) && overlap(f.Supporting, i.Supporting) && overlap(f.Partner, i.Partners) && overlap(f.Topic, i.Topics) &&
		overlap(f.Member, slices.Concat(i.Leads, i.Supporting, i.Partners)) &&
		(f.Overdue == nil || *f.Overdue == (i.Overdue(f.Today) > 0)) &&
		(f.DueBefore == "" || i.DueKey < f.DueBefore) && (f.DueAfter == "" || i.Due != "" && i.DueKey > f.DueAfter) &&
		(f.UpdatedSince.IsZero() || !i.UpdatedAt.Before(f.UpdatedSince))
}

// among says whether a value is one of those asked for; none asked for means any.
func among[T comparable](asked []T, value T) bool {
	return len(asked) == 0 || slices.Contains(asked, value)
}

func overlap(asked, has List) bool { return len(asked) == 0 || slices.ContainsFunc(asked, has.Has) }
