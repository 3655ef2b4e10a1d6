using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assistant.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EarlyRevisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "early_revisions",
                columns: table => new
                {
                    conversation = table.Column<string>(type: "TEXT", nullable: false),
                    activity_id = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    tenant = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_early_revisions", x => new { x.conversation, x.activity_id, x.subject });
                });

            migrationBuilder.CreateIndex(
                name: "IX_early_revisions_at",
                table: "early_revisions",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "early_revisions");
        }
    }
}
