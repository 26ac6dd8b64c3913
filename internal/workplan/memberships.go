package workplan

// MembershipRole is the standing of a member in a body.
type MembershipRole string

// The standings. A co-chair is a member that chairs; an observer reads what is shared with members; a guest reads only what is public.
const (
	MembershipCoChair  MembershipRole = "co_chair"
	MembershipMember   MembershipRole = "member"
	MembershipObserver MembershipRole = "observer"
	MembershipGuest    MembershipRole = "guest"
)

// MembershipRoles lists the standings.
var MembershipRoles = []MembershipRole{MembershipCoChair, MembershipMember, MembershipObserver, MembershipGuest}

// Membership is the dated standing of a member in a body, numbered within the body. FromDate and ToDate are partial: it begins on the
// first day of FromDate and ends after the last day of ToDate (FirstDay and LastDay, kept for queries); not recorded means without bound.
type Membership struct {
	Stamp
	Body   string
	Number int
	Member string
	MembershipContent
	FirstDay Date
	LastDay  Date
}

// MembershipContent is what the keepers of a body may edit.
type MembershipContent struct {
	Role     MembershipRole
	FromDate PartialDate
	ToDate   PartialDate
	Note     string
	Source   string
}

// NewMembership is a standing to be entered for a member in a body.
type NewMembership struct {
	Member string
	MembershipContent
}

// Faults lists the broken rules of a new membership.
func (m NewMembership) Faults() Faults {
	var f Faults
	f.code("/member", m.Member)
	return append(f, m.MembershipContent.Faults()...)
}

// Faults lists the broken rules of a membership's content.
func (m MembershipContent) Faults() Faults {
	var f Faults
	oneOf(&f, "/role", m.Role, true, MembershipRoles...)
	f.period("/from", m.FromDate, "/to", m.ToDate)
	f.text("/note", m.Note)
	f.text("/source", m.Source)
	return f
}

// HoldsOn says whether the standing is in force on a day.
func (m MembershipContent) HoldsOn(d Date) bool {
	return holdsOn(m.FromDate.First(), m.ToDate.Last(), d)
}

func holdsOn(from, to, d Date) bool { return from <= d && (to == "" || d <= to) }
