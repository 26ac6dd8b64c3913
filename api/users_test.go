package api

import "testing"

func TestUsers(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "lead", req: "GET /me", want: 200, has: all(`"username":"lead"`, `"role":"focal_point"`, `"member":"aland"`, `"body":"wg"`, `"disabled":false`)},
			scenario{as: "nobody", req: "GET /me", want: 200, has: all(`"bindings":[]`)},
			scenario{as: "lead", req: "GET /me?x=1", want: 422},
			scenario{as: "admin", req: "GET /users", want: 200, has: all(`"stranger"`, `"nobody"`)},
			scenario{as: "admin", req: "GET /users?sort=-username&limit=1", want: 200, has: all(`"username":"supporter"`)},
			scenario{as: "admin", req: "GET /users?q=NOBODY", want: 200, has: all(`"nobody"`), hasNot: all(`"lead"`)},
			scenario{as: "sec", req: "GET /users", want: 200, has: all(`"lead"`, `"reader"`), hasNot: all(`"stranger"`, `"nobody"`, `"admin"`, `"supporter"`)},
			scenario{as: "lead", req: "GET /users", want: 403},
			scenario{as: "admin", req: "GET /users?role=admin", want: 422},
			scenario{as: "lead", req: "GET /users/lead", want: 200},
			scenario{as: "lead", req: "GET /users/chair", want: 403},
			scenario{as: "sec", req: "GET /users/stranger", want: 404},
			scenario{as: "sec", req: "GET /users/none", want: 404},
			scenario{as: "sec", req: "GET /users/lead/bindings", want: 200, has: all(`"agency":"Ministry"`, `"next_cursor":null`)},
			scenario{as: "sec", req: "GET /users/stranger/bindings", want: 404},
			scenario{as: "lead", req: "GET /users/sec/bindings", want: 403},
			scenario{as: "sec", req: "GET /users/lead/bindings?limit=1", want: 422},
			scenario{as: "admin", req: "POST /users", body: `{"username":"maria.santos","name":"Maria Santos","email":"Maria.Santos@Example.org"}`, want: 201,
				has: all(`"email":"maria.santos@example.org"`, `"bindings":[]`), header: all("Location: /api/v1/users/maria.santos")},
			scenario{as: "sec", req: "POST /users", body: `{"username":"ana","name":"Ana","email":"ana@example.org","bindings":[{"role":"focal_point","member":"aland","body":"wg","agency":"MFA"},{"role":"reader","body":"wg"}]}`, want: 201,
				has: all(`"number":1`, `"number":2`, `"from":"2024-03-01"`, `"to":null`)},
			scenario{as: "sec", req: "POST /users", body: `{"username":"everywhere","name":"E","email":"e@example.org","bindings":[{"role":"focal_point","member":"aland"}]}`, want: 403, has: all("without a body")},
			scenario{as: "sec", req: "POST /users", body: `{"username":"no.role","name":"N","email":"n@example.org"}`, want: 422, has: all(`"/bindings"`)},
			scenario{as: "sec", req: "POST /users", body: `{"username":"ana","name":"N","email":"n@example.org","bindings":[{"role":"reader","body":"wg"}]}`, want: 409, problem: "already-exists"},
			scenario{as: "admin", req: "POST /users", body: `{"username":"ana2","name":"N","email":"ANA@example.org"}`, want: 409},
			scenario{as: "sec", req: "POST /users", body: `{"username":"cc","name":"N","email":"n@example.org","bindings":[{"role":"co_chair","body":"wg"}]}`, want: 403},
			scenario{as: "chair", req: "POST /users", body: `{"username":"ad","name":"N","email":"n@example.org","bindings":[{"role":"admin"}]}`, want: 403},
			scenario{as: "chair", req: "POST /users", body: `{"username":"ot","name":"N","email":"n@example.org","bindings":[{"role":"reader","body":"other"}]}`, want: 403},
			scenario{as: "lead", req: "POST /users", body: `{"username":"x","name":"N","email":"n@example.org"}`, want: 403},
			scenario{as: "admin", req: "POST /users", body: `{"username":"Maria Santos","name":"","email":"nobody","bindings":[{"role":"king"},{"role":"reader","member":"aland"},{"role":"focal_point","body":"wg","from":"2024","to":"x"}],"password":"x"}`, want: 422,
				has: all(`"/username"`, `"/name"`, `"/email"`, `"/bindings/0/role"`, `"/bindings/1/member"`, `"/bindings/1/body"`, `"/bindings/2/from"`, `"/bindings/2/to"`, `"/password"`)},
			scenario{as: "admin", req: "POST /users", body: `{"username":"y","name":"Y","email":"y@example.org","bindings":[{"role":"focal_point","member":"mars"}]}`, want: 422, has: all(`"/bindings/0/member"`)},
			scenario{as: "admin", req: "POST /users", body: `{"username":"y","name":"Y","email":"y@example.org","bindings":[{"role":"reader","body":"wg"},{"role":"reader","body":"mars"}]}`, want: 422, has: all(`"/bindings/1/body"`)},
			scenario{as: "admin", req: "GET /users/y", want: 404},
			scenario{as: "admin", req: "PATCH /users/ana", body: `{"name":"Ana B","email":"ana.b@example.org"}`, match: "now", want: 200, has: all(`"name":"Ana B"`, `"disabled":false`)},
			scenario{as: "admin", req: "PATCH /users/ana", body: `{"email":"chair@example.org"}`, match: "now", want: 409},
			scenario{as: "admin", req: "PATCH /users/ana", body: `{"name":null,"email":"x"}`, match: "now", want: 422, has: all(`"/name"`, `"/email"`)},
			scenario{as: "admin", req: "PATCH /users/ana", body: `{"username":"anna","bindings":[]}`, match: "now", want: 422, has: all(`"/username"`, `"/bindings"`)},
			scenario{as: "sec", req: "PATCH /users/chair", body: `{"disabled":true}`, match: "now", want: 403},
			scenario{as: "sec", req: "PATCH /users/none", body: `{"disabled":true}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "sec", req: "PATCH /users/stranger", body: `{"disabled":true}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "sec", req: "PATCH /users/lead", body: `{"disabled":true}`, match: "now", want: 200, has: all(`"disabled":true`)},
			scenario{as: "lead", req: "GET /me", want: 401, problem: "invalid-token"},
			scenario{as: "sec", req: "PATCH /users/lead", body: `{"disabled":false}`, match: "now", want: 200},
			scenario{as: "lead", req: "GET /me", want: 401, problem: "invalid-token"},
		)
	})
}
