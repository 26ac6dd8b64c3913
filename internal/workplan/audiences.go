package workplan

// Audience says who may read a plan, item or update. Empty means as wide as its parent.
type Audience string

// The audiences, widest first. Public: anyone with a role but an admin, and anyone at all where the operator allows anonymous reading. Members: the
// readers, members and observers of the body. Chairs: the secretariat and co-chairs of the body, and the focal points of the item's own
// leads and supporting members.
const (
	AudiencePublic  Audience = "public"
	AudienceMembers Audience = "members"
	AudienceChairs  Audience = "chairs"
)

// Audiences lists the audiences, widest first.
var Audiences = []Audience{AudiencePublic, AudienceMembers, AudienceChairs}

// WiderThan says whether a lets in readers that parent keeps out.
func (a Audience) WiderThan(parent Audience) bool { return a != "" && a.rank() < parent.rank() }

// Within is the audience that a child has in effect: its own, unless the parent's is narrower.
func (a Audience) Within(parent Audience) Audience {
	if a == "" || a.rank() < parent.rank() {
		return parent
	}
	return a
}

// OpenTo says whether all readers of what is for an audience may also read what is for a, so that the one may name the other: in another body
// only what is public is sure to be open to them.
func (a Audience) OpenTo(readers Audience, sameBody bool) bool {
	return a == AudiencePublic || sameBody && !readers.WiderThan(a)
}

func (a Audience) rank() int {
	switch a {
	case AudiencePublic:
		return 1
	case AudienceMembers:
		return 2
	default:
		return 3
	}
}
