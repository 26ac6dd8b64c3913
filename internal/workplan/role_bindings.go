package workplan

import (
	"cmp"
	"time"
)

// Role is what a binding makes of a user.
type Role string

// The roles that a binding can give. An admin keeps users and settings and has no right to content of their own.
const (
	RoleReader      Role = "reader"
	RoleFocalPoint  Role = "focal_point"
	RoleSecretariat Role = "secretariat"
	RoleCoChair     Role = "co_chair"
	RoleAdmin       Role = "admin"
)

// BindableRoles lists the roles that a binding can give.
var BindableRoles = []Role{RoleReader, RoleFocalPoint, RoleSecretariat, RoleCoChair, RoleAdmin}

// RoleBinding gives a user a role from a day to a day, numbered within the user. A focal point is bound to a member (with the agency's name)
// and, unless it speaks for the member everywhere, to a body; a reader, secretariat or co-chair to a body; an admin to neither. EndedAt is when
// it was ended before its time: from that moment on it counts no more, while its days stay as they were given.
type RoleBinding struct {
	ID       int64
	Username string
	Number   int
	NewBinding
	EndedAt   *time.Time
	CreatedAt time.Time
}

// Over says whether the role, on a day, neither counts any more nor will again.
func (b RoleBinding) Over(today Date) bool {
	return b.EndedAt != nil || b.ToDate != "" && b.ToDate < today
}

// CoveredUntil is the last day that any of some roles covers, all of which count today: the last of all days where one is without end, ""
// where there is none.
func CoveredUntil(roles []RoleBinding) Date {
	var last Date
	for _, b := range roles {
		last = max(last, cmp.Or(b.ToDate, "9999-12-31"))
	}
	return last
}

// NewBinding is a role to be given. FromDate empty means from today on.
type NewBinding struct {
	Role     Role
	Body     string
	Member   string
	Agency   string
	FromDate Date
	ToDate   Date
}

// Faults lists the broken rules of a binding.
func (b NewBinding) Faults() Faults {
	var f Faults
	oneOf(&f, "/role", b.Role, true, BindableRoles...)
	needsMember := b.Role == RoleFocalPoint
	needsBody := b.Role == RoleReader || b.Role == RoleSecretariat || b.Role == RoleCoChair
	f.binds("/member", b.Member, needsMember)
	if !needsMember || b.Body != "" {
		f.binds("/body", b.Body, needsBody || needsMember)
	}
	f.name("/agency", b.Agency, false)
	if b.Agency != "" && !needsMember {
		f.Add("/agency", "not_allowed", "is only for a focal point")
	}
	f.date("/from", b.FromDate)
	f.date("/to", b.ToDate)
	if b.FromDate != "" && b.ToDate != "" && b.FromDate.Valid() && b.ToDate.Valid() && b.ToDate < b.FromDate {
		f.Add("/to", "out_of_order", "%s lies before %s", b.ToDate, b.FromDate)
	}
	return f
}

// binds checks that a binding names a member or body exactly where its role asks for one.
func (f *Faults) binds(pointer, code string, needed bool) {
	switch {
	case needed:
		f.code(pointer, code)
	case code != "":
		f.Add(pointer, "not_allowed", "is not for this role")
	}
}

// MayGive says whether the actor may give, or take, a role: an admin any; a co-chair those of its bodies, a secretariat the same but co-chairs.
// A focal point bound to no body speaks for its member everywhere, and an admin is bound to nothing: both are for an admin alone.
func (a Actor) MayGive(b NewBinding) error {
	if err := a.MustHave(ScopeUsers); err != nil {
		return err
	}
	if a.Has(RoleAdmin, "") {
		return nil
	}
	allowed := b.Body != "" && b.Role != RoleAdmin && a.May(KeepUsers, Object{Body: b.Body}).Allowed
	if b.Role == RoleCoChair {
		allowed = allowed && a.Has(RoleCoChair, b.Body)
	}
	if allowed {
		return nil
	}
	place := Say("in %s", b.Body)
	if b.Body == "" {
		place = Say("without a body")
	}
	return Refused("You may not give or end the role %s %s. %s", b.Role, place, RightTo(KeepUsers).Who())
}

// HoldsOn says whether the binding is in force on a day.
func (b NewBinding) HoldsOn(d Date) bool { return holdsOn(b.FromDate, b.ToDate, d) }
