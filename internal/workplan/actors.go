package workplan

import (
	"slices"
	"time"
)

// Actor is who asks, as judged from the database on the day of the request: the roles in force and, for a program, the scopes of its token.
type Actor struct {
	// Username is empty for an anonymous reader and for the operator.
	Username string
	Name     string
	// Operator marks the person at the machine's own command line, who may do what an admin may.
	Operator bool
	// PublicReading says that the operator of the service allows anonymous reading of public content.
	PublicReading bool
	// Token is the public id of the API token in use; Scopes then bounds the actor's rights. Without a token all scopes are there.
	Token          string
	TokenExpiresAt time.Time
	Scopes         []Scope
	Grants         []Grant
	// Request is the id under which this request is logged.
	Request string
}

// Grant is one role in force today. For a focal point, Body bounds the role to one body where it is given, and Standing tells what the
// member is today in each body.
type Grant struct {
	Role     Role
	Body     string
	Member   string
	Agency   string
	Standing map[string]MembershipRole
}

// Anonymous says whether nobody in particular is asking.
func (a Actor) Anonymous() bool { return a.Username == "" && !a.Operator }

// Label is how records and logs name the actor.
func (a Actor) Label() string {
	switch {
	case a.Operator:
		return "operator"
	case a.Username == "":
		return "anonymous"
	default:
		return a.Username
	}
}

// Has says whether the actor holds a role, in the body where one is named.
func (a Actor) Has(role Role, body string) bool {
	if role == RoleAdmin && a.Operator {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role && (body == "" || g.Body == body) })
}

// MembersIn lists the members for which the actor is a focal point today in a body.
func (a Actor) MembersIn(body string) []string {
	var members []string
	for _, g := range a.Grants {
		if g.Role == RoleFocalPoint && (g.Body == "" || g.Body == body) && !slices.Contains(members, g.Member) {
			members = append(members, g.Member)
		}
	}
	return members
}

// Sight is what an actor may read, in the form in which the store applies it to every query. Own lists the members whose items
// (as lead or supporting member) the actor sees whatever their audience, in all bodies; OwnIn those whose items it sees in one body.
type Sight struct {
	Public  bool
	Members []string
	Chairs  []string
	Own     []string
	OwnIn   []OwnIn
	// Then says that in readings of the past nothing counts but what was so then: not whose an item is today.
	Then bool
}

// OwnIn is a member for whose items in one body a focal point speaks.
type OwnIn struct {
	Body   string
	Member string
}

// Sight derives what the actor may read from its grants. Whether a token may be used for reading at all is for [Actor.MustHave].
func (a Actor) Sight() Sight {
	s := Sight{Public: a.PublicReading}
	for _, g := range a.Grants {
		switch g.Role {
		case RoleSecretariat, RoleCoChair:
			s.Chairs = append(s.Chairs, g.Body)
		case RoleReader:
			s.Members = append(s.Members, g.Body)
		case RoleFocalPoint:
			s.addFocalPoint(g)
		case RoleAdmin:
			continue
		}
		s.Public = true
	}
	slices.Sort(s.Members)
	s.Members = slices.Compact(s.Members)
	return s
}

// addFocalPoint adds what a focal point sees: its member's own items, and what is shared with members where the member stands.
func (s *Sight) addFocalPoint(g Grant) {
	if g.Body == "" {
		s.Own = append(s.Own, g.Member)
	} else {
		s.OwnIn = append(s.OwnIn, OwnIn{g.Body, g.Member})
	}
	for body, standing := range g.Standing {
		if standing != MembershipGuest && (g.Body == "" || g.Body == body) {
			s.Members = append(s.Members, body)
		}
	}
}

// BeyondPublic says whether the sight is that of somebody who may read more than what is public: who may, reads of meetings of all bodies too.
func (s Sight) BeyondPublic() bool { return len(s.Members)+len(s.Chairs)+len(s.Own)+len(s.OwnIn) > 0 }

// owns says whether an item of a body is one of the reader's own.
func (s Sight) owns(body string, item ItemContent) bool {
	return slices.ContainsFunc(s.Own, item.Own) ||
		slices.ContainsFunc(s.OwnIn, func(o OwnIn) bool { return o.Body == body && item.Own(o.Member) })
}

// SeesProposal says whether the sight reaches a proposal of a body: by its audience, or because it is of one of the reader's own members. It states for
// one value what the store applies to queries; a test holds the two together.
func (s Sight) SeesProposal(body string, audience Audience, proposedBy string) bool {
	own := proposedBy != "" && (slices.Contains(s.Own, proposedBy) || slices.Contains(s.OwnIn, OwnIn{body, proposedBy}))
	return own || s.Sees(body, audience, nil)
}

// Class is a text that is the same for two actors exactly when they see the same content.
func (s Sight) Class() string {
	key := "-"
	if s.Public {
		key = "p"
	}
	var ownIn []string
	for _, o := range s.OwnIn {
		ownIn = append(ownIn, o.Body+"/"+o.Member)
	}
	for _, list := range [][]string{s.Members, s.Chairs, s.Own, ownIn} {
		list = slices.Clone(list)
		slices.Sort(list)
		for _, code := range slices.Compact(list) {
			key += "," + code
		}
		key += ";"
	}
	return key
}

// Sees says whether the sight reaches content of an audience in a body; item is nil for a plan, and gives the roles otherwise.
// It states for one value what the store applies to queries; a test holds the two together.
func (s Sight) Sees(body string, audience Audience, item *ItemContent) bool {
	if slices.Contains(s.Chairs, body) {
		return true
	}
	if item != nil && s.owns(body, *item) {
		return true
	}
	switch audience {
	case AudiencePublic:
		return s.Public || slices.Contains(s.Members, body)
	case AudienceMembers:
		return slices.Contains(s.Members, body)
	default:
		return false
	}
}
