-- Logins that stood in the addresses of feeds (https://name:password@host/) don't belong in a database. What follows "://" up to "/", "?" or
-- "#" is the authority; a login ends with the last "@" in it (rtrim drops all other characters from its end). Where the address without the
-- login is another feed's, a fragment, which no server gets to see, keeps the two apart.
CREATE TEMP TABLE without_login AS
    WITH begun AS (SELECT id, kind, url, substr(url, 1, instr(url, '://') + 2) AS scheme, substr(url, instr(url, '://') + 3) AS rest
                   FROM source WHERE kind = 0 AND url LIKE '%://%@%'),
         ended AS (SELECT *, substr(rest, 1, min(instr(rest || '/', '/'), instr(rest || '?', '?'), instr(rest || '#', '#')) - 1) AS authority FROM begun),
         parted AS (SELECT *, length(rtrim(authority, replace(authority, '@', ''))) AS login FROM ended)
    SELECT id, kind, scheme || substr(rest, login + 1) AS url FROM parted WHERE login > 0;
UPDATE without_login SET url = url || '#' || id
    WHERE EXISTS (SELECT 1 FROM source s WHERE s.kind = without_login.kind AND s.url = without_login.url)
       OR EXISTS (SELECT 1 FROM without_login w WHERE w.url = without_login.url AND w.id < without_login.id);
UPDATE source SET title = (SELECT url FROM without_login w WHERE w.id = source.id)
    WHERE title = url AND id IN (SELECT id FROM without_login);
UPDATE source SET url = (SELECT url FROM without_login w WHERE w.id = source.id)
    WHERE id IN (SELECT id FROM without_login);
WITH begun AS (SELECT id, substr(site, 1, instr(site, '://') + 2) AS scheme, substr(site, instr(site, '://') + 3) AS rest
               FROM source WHERE kind = 0 AND site LIKE '%://%@%'),
     ended AS (SELECT *, substr(rest, 1, min(instr(rest || '/', '/'), instr(rest || '?', '?'), instr(rest || '#', '#')) - 1) AS authority FROM begun),
     parted AS (SELECT *, length(rtrim(authority, replace(authority, '@', ''))) AS login FROM ended)
    UPDATE source SET site = (SELECT scheme || substr(rest, login + 1) FROM parted p WHERE p.id = source.id) WHERE id IN (SELECT id FROM parted WHERE login > 0);
UPDATE source SET last_error = '' WHERE kind = 0 AND last_error LIKE '%://%@%';
DROP TABLE without_login;
