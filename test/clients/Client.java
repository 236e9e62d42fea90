import java.nio.file.*;
import java.sql.*;

/**
 * java -cp postgresql.jar Client.java URL queries.tsv: each line is the name of
 * a query, the type of its value, and the value.
 */
public class Client {
	private static Connection db;

	private interface Binder {
		void bind(PreparedStatement statement) throws SQLException;
	}

	private static void show(String name, String sql, Binder binder) {
		try (PreparedStatement statement = db.prepareStatement(sql)) {
			binder.bind(statement);
			ResultSet rows = statement.executeQuery();
			rows.next();
			Object value = rows.getObject(1);
			String type = value == null ? "null" : value.getClass().getSimpleName();
			System.out.println(name + "\t" + type + "\t" + (value == null ? "" : value.toString().replace("\n", "\\n")));
		} catch (SQLException error) {
			System.out.println(name + "\terror\t" + error.getSQLState());
		}
	}

	public static void main(String[] arguments) throws Exception {
		db = DriverManager.getConnection(arguments[0]);
		for (String line : Files.readAllLines(Path.of(arguments[1]))) {
			String[] parts = line.split("\t");
			show(parts[0], parts[1], statement -> { });
		}
		show("parameter", "SELECT nps(score) FROM answers WHERE year = ?", statement -> statement.setInt(1, 2018));
		show("untyped", "SELECT nps(?)", statement -> statement.setNull(1, Types.NULL));
		show("typed", "SELECT nps(?)", statement -> statement.setInt(1, 10));
		show("string", "SELECT nps_low(tally(score), ?) FROM answers", statement -> statement.setString(1, "0.9"));
	}
}
